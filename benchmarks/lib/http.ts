/** The JSON of a successful answer. @throws Error with status and body of any other */
export async function expectJson(response: Response): Promise<any> {
  if (!response.ok) {
    throw new Error(`${response.status}: ${await response.text()}`);
  }
  return response.json();
}
