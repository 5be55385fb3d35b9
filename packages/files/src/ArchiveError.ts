import { InputError } from '@backstage/errors';

/** Why an archive is refused; `status` is 413 for too much, 400 for the rest. @public */
export class ArchiveError extends InputError {
  readonly status: 400 | 413;

  constructor(message: string, status: 400 | 413 = 400) {
    super(message);
    this.name = 'InputError';
    this.status = status;
  }
}
