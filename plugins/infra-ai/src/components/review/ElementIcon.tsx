import type { Element } from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  RiArchiveLine,
  RiBarChartBoxLine,
  RiBox3Line,
  RiDatabase2Line,
  RiExternalLinkLine,
  RiFlashlightLine,
  RiFlowChart,
  RiFunctions,
  RiGlobalLine,
  RiPlugLine,
  RiRouterLine,
  RiSensorLine,
  RiServerLine,
  RiSettings3Line,
  RiShieldKeyholeLine,
  RiSmartphoneLine,
  RiStackLine,
  type RemixiconComponentType,
} from '@remixicon/react';

/** Icons by a word in the element's type; the first that matches wins. */
const BY_TYPE: Array<[RegExp, RemixiconComponentType]> = [
  [/cache/, RiFlashlightLine],
  [/database|warehouse|table/, RiDatabase2Line],
  [/queue|broker|topic|stream|bus|event/, RiStackLine],
  [/bucket|storage|volume|file|lake/, RiArchiveLine],
  [/mobile/, RiSmartphoneLine],
  [/website|frontend|web|spa|ui/, RiGlobalLine],
  [/function|lambda/, RiFunctions],
  [/pipeline|workflow|job|etl|scheduler|cron/, RiFlowChart],
  [/device|sensor|iot/, RiSensorLine],
  [/external|saas|third/, RiExternalLinkLine],
  [/network|gateway|proxy|balancer|cdn|dns/, RiRouterLine],
  [/secret|identity|auth|certificate/, RiShieldKeyholeLine],
  [/dashboard|monitor|metric|log|observ|bi/, RiBarChartBoxLine],
  [/container|cluster|kubernetes|image|library/, RiBox3Line],
  [/worker|daemon/, RiSettings3Line],
];

const BY_KIND: Record<Element['kind'], RemixiconComponentType> = {
  component: RiServerLine,
  resource: RiDatabase2Line,
  api: RiPlugLine,
};

interface ElementIconProps {
  element: Pick<Element, 'kind' | 'type'>;
  size?: number;
}

/** Icon of what an element is. Decoration: kind and type stand beside it in words. */
export function ElementIcon({ element, size = 20 }: ElementIconProps) {
  const type = element.type.toLocaleLowerCase('en-US');
  const Icon =
    (element.kind === 'api'
      ? undefined
      : BY_TYPE.find(([word]) => word.test(type))?.[1]) ??
    BY_KIND[element.kind];
  return <Icon size={size} aria-hidden />;
}
