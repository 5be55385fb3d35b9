import { randomUUID } from 'node:crypto';
import type { NewAnalysis, NewPicture } from '../database/types';
import { png } from './pictures';

/** A picture to store. */
export function newPicture(changes: Partial<NewPicture> = {}): NewPicture {
  return {
    bytes: png(30, 20),
    mediaType: 'image/png',
    width: 30,
    height: 20,
    fileName: 'shop.png',
    ...changes,
  };
}

/** An analysis to store: of a picture when one is given, else of a text. */
export function newAnalysis(changes: Partial<NewAnalysis> = {}): NewAnalysis {
  return {
    id: randomUUID(),
    createdBy: 'user:default/ana',
    name: 'shop',
    owner: 'user:default/ana',
    inputKind: changes.picture ? 'image' : 'text',
    inputText: changes.picture ? '' : 'A web shop.',
    inputHash: '0'.repeat(64),
    analyzerId: 'embedded',
    analyzerTitle: 'Fake',
    analyzerVersion: '1',
    ...changes,
  };
}
