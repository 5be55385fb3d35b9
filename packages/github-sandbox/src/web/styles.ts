/** One sheet for all pages; colors follow the system's light or dark mode. */
export const STYLES = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1f2328;--muted:#59636e;--line:#d1d9e0;--panel:#f6f8fa;--link:#0969da;--accent:#1f883d;--on-accent:#fff;--badge-bg:#fff8c5;--badge-fg:#7d4e00;--add:#dafbe1;--del:#ffebe9;--merged:#8250df;--closed:#cf222e}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#f0f6fc;--muted:#9198a1;--line:#3d444d;--panel:#151b23;--link:#4493f8;--accent:#238636;--on-accent:#fff;--badge-bg:#3a2d00;--badge-fg:#f2cc60;--add:#12361f;--del:#4a1d21;--merged:#ab7df8;--closed:#f85149}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.55 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;padding:.75rem 1.25rem;background:var(--panel);border-bottom:1px solid var(--line)}
.home{font-weight:600;color:var(--fg)}
.badge{margin-left:auto;padding:.1rem .6rem;border-radius:1rem;background:var(--badge-bg);color:var(--badge-fg);font-size:.8rem;font-weight:600}
main{max-width:66rem;margin:0 auto;padding:1.25rem}
footer{max-width:66rem;margin:0 auto;padding:1.5rem 1.25rem;color:var(--muted);font-size:.8rem;border-top:1px solid var(--line)}
h1{font-size:1.4rem;margin:.2rem 0 .6rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
.crumbs{color:var(--muted);margin-bottom:.4rem;overflow-wrap:anywhere}
.muted{color:var(--muted)}
.panel{border:1px solid var(--line);border-radius:.5rem;margin:1rem 0;overflow:hidden}
.panel>.head{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;padding:.55rem 1rem;background:var(--panel);border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.panel>.content{padding:1rem}
ul.rows{list-style:none;margin:0;padding:0}
ul.rows li{display:flex;flex-wrap:wrap;gap:.15rem .8rem;align-items:baseline;padding:.5rem 1rem;border-top:1px solid var(--line);overflow-wrap:anywhere}
ul.rows li:first-child{border-top:0}
.grow{flex:1 1 14rem;min-width:0}
.tag{display:inline-block;padding:0 .55rem;margin:0 .2rem .2rem 0;border:1px solid var(--line);border-radius:1rem;font-size:.78rem;color:var(--muted)}
.state{color:#fff;border:0;background:var(--accent)}.state.merged{background:var(--merged)}.state.closed{background:var(--closed)}
code,pre,kbd{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{margin:0;padding:1rem;overflow:auto;tab-size:4}
table.code{border-collapse:collapse;width:100%;font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
table.code td{padding:0 .75rem;white-space:pre;vertical-align:top}
table.code td:first-child{width:1%;text-align:right;color:var(--muted);user-select:none}
.scroll{overflow-x:auto}
.diff .add{background:var(--add)}.diff .del{background:var(--del)}.diff .hunk{color:var(--muted)}
.diff span{display:block;min-width:max-content;padding:0 .25rem}
.markdown{overflow-wrap:anywhere}.markdown>:first-child{margin-top:0}.markdown>:last-child{margin-bottom:0}.markdown img{max-width:100%}
.markdown pre{background:var(--panel);border-radius:.4rem}.markdown :not(pre)>code{background:var(--panel);padding:.1rem .3rem;border-radius:.3rem}
.markdown table{display:block;overflow-x:auto;border-collapse:collapse}.markdown th,.markdown td{border:1px solid var(--line);padding:.3rem .7rem}
button{font:inherit;font-weight:600;padding:.4rem 1rem;border:0;border-radius:.4rem;background:var(--accent);color:var(--on-accent);cursor:pointer}
.clone{display:block;width:100%;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.4rem;background:var(--panel);color:var(--fg);font:13px ui-monospace,monospace}
form label{display:block;margin:.8rem 0}form label>textarea,form label>input{display:block;width:100%;margin-top:.25rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.4rem;background:var(--panel);color:var(--fg);font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
@media (max-width:480px){main{padding:.9rem}header{padding:.6rem .9rem}.badge{margin-left:0}}
`;
