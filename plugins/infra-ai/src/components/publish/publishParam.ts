/** Query parameter of a review that opens the dialog that publishes. */
export const PUBLISH_PARAM = 'publish';
