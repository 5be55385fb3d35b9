import type {
  ProcessFilesRequest,
  ProcessImageRequest,
  PublishRequest,
} from './requests';

/** Files by their paths, after the other fields. */
export function toFilesForm(request: ProcessFilesRequest): FormData {
  const { files, ...fields } = request;
  const form = formOf(fields);
  for (const { path, content } of files) {
    form.append('file', content, path);
  }
  return form;
}

function formOf({
  publish,
  ...fields
}: Record<string, unknown> & { publish?: PublishRequest }): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined && value !== '') {
      form.set(name, String(value));
    }
  }
  if (publish) {
    form.set('publish', JSON.stringify(publish));
  }
  return form;
}

/** A picture, after the other fields. */
export function toImageForm(request: ProcessImageRequest): FormData {
  const { file, fileName, ...fields } = request;
  const form = formOf(fields);
  // Last: a server that reads as it goes knows all else by then.
  form.set('file', file, fileName ?? 'picture');
  return form;
}
