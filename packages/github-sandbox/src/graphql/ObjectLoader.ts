import { GitObject, readObjects } from '../git/objects';

interface Waiting {
  name: string;
  resolve: (object: GitObject | undefined) => void;
  reject: (error: unknown) => void;
}

/**
 * Reads the objects of one repository that one query asks for with as few
 * processes as possible: what is asked for in one turn is read together.
 */
export class ObjectLoader {
  private waiting: Waiting[] = [];

  constructor(private readonly gitDir: string) {}

  load(name: string): Promise<GitObject | undefined> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ name, resolve, reject });
      if (this.waiting.length === 1) {
        setImmediate(() => void this.flush());
      }
    });
  }

  private async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    try {
      const names = batch.map(item => item.name);
      const objects = await readObjects(this.gitDir, names);
      batch.forEach((item, index) => item.resolve(objects[index]));
    } catch (error) {
      batch.forEach(item => item.reject(error));
    }
  }
}
