const SVG = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"';

/** SVG that runs, fetches, expands and nests. */
export function hostileSvgs(url: string): Record<string, string> {
  const laughs = 'abcdefghij'
    .split('')
    .map(
      (name, i, names) =>
        `<!ENTITY ${name} "${i ? `&${names[i - 1]};`.repeat(10) : 'ha'}">`,
    )
    .join('');
  return {
    'script.svg': `<svg ${SVG} onload="fetch('${url}/onload')"><script>fetch('${url}/script')</script><rect/></svg>`,
    'references.svg': `<?xml version="1.0"?><?xml-stylesheet href="${url}/pi.css"?>
<svg ${SVG} xmlns:xlink="http://www.w3.org/1999/xlink"><style>@import url(${url}/import.css); rect { fill: url(${url}/fill.svg#a) }</style>
<image href="${url}/image.png" width="9" height="9"/><use xlink:href="${url}/use.svg#a"/><script href="${url}/script.js"/>
<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="${url}/frame"/></foreignObject><text>Orders API</text></svg>`,
    'files.svg': `<svg ${SVG} xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/><image href="file:///etc/passwd"/></svg>`,
    'data.svg': `<svg ${SVG}><image href="data:image/svg+xml;base64,${Buffer.from(
      `<svg ${SVG}><image href="${url}/nested.png"/></svg>`,
    ).toString('base64')}"/></svg>`,
    'laughs.svg': `<!DOCTYPE svg [${laughs}]><svg ${SVG}><text>&j;</text></svg>`,
    'entity.svg': `<!DOCTYPE svg [<!ENTITY a SYSTEM "${url}/entity">]><svg ${SVG}><text>&a;</text></svg>`,
    'file entity.svg': `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg ${SVG}><text>&a;</text></svg>`,
    'parameter entity.svg': `<!DOCTYPE svg [<!ENTITY % a SYSTEM "${url}/dtd"> %a;]><svg ${SVG}/>`,
    'document type.svg': `<!DOCTYPE svg SYSTEM "${url}/svg.dtd"><svg ${SVG}/>`,
    'public type.svg': `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "${url}/svg.dtd"><svg ${SVG}/>`,
    'deep.svg': `<svg ${SVG}>${'<g>'.repeat(500_000)}`,
    'closed deep.svg': `<svg ${SVG}>${'<g>'.repeat(50_000)}${'</g>'.repeat(
      50_000,
    )}</svg>`,
    'many.svg': `<svg ${SVG}>${'<a/>'.repeat(1_000_000)}</svg>`,
    'attributes.svg': `<svg ${SVG} ${Array.from(
      { length: 200_000 },
      (_, i) => `a${i}=""`,
    ).join(' ')}/>`,
    'namespaces.svg': `<svg ${SVG} ${Array.from(
      { length: 100_000 },
      (_, i) => `xmlns:n${i}="u"`,
    ).join(' ')}/>`,
    'long name.svg': `<svg ${SVG}><${'a'.repeat(5_000_000)}/></svg>`,
    'long text.svg': `<svg ${SVG}><text>${'a'.repeat(9_000_000)}</text></svg>`,
    'references to characters.svg': `<svg ${SVG}><text>${'&#x10ffff;&#65;'.repeat(
      300_000,
    )}</text></svg>`,
    'no character.svg': `<svg ${SVG}><text>&#0;&#xffffffffffff;</text></svg>`,
    'proto.svg': `<svg ${SVG} __proto__="a" constructor="b"><__proto__/><constructor/><hasOwnProperty/></svg>`,
    'only a comment.svg': `<!DOCTYPE svg><!--${' <svg'.repeat(100_000)}`,
    'white space.svg': `${' \n'.repeat(2_000_000)}<svg ${SVG}/>`,
    'instructions.svg': `${'<?a b?>'.repeat(500_000)}<svg ${SVG}/>`,
    'unclosed subset.svg': `<!DOCTYPE svg [${'<!ELEMENT a ANY>] '.repeat(
      100_000,
    )}`,
    'cdata.svg': `<svg ${SVG}><![CDATA[${']]'.repeat(1_000_000)}`,
    'huge.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e308 1e308" width="1e999" height="-1"/>',
    'numbers.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${'1'.repeat(
      1_000_000,
    )} ${' '.repeat(1_000_000)}" width="${'9.'.repeat(500_000)}"/>`,
    'two roots.svg': `<svg ${SVG}/><svg ${SVG}/>`,
    'utf-7.svg':
      '<?xml version="1.0" encoding="UTF-7"?><svg>+ADw-script+AD4-</svg>',
  };
}
