export async function ensureRelease(..._: any[]): Promise<string> { throw new Error('todo'); }
