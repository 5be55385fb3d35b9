export {
  matchElements,
  matchSystem,
  type MatchElementsOptions,
} from './matchElements';
export { searchTerms, type SearchTerms } from './searchTerms';
