/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('publications', table => {
    table.text('action').comment('create | update | none');
    table.json('changes').comment('Of an update: what changes');
    table
      .json('snapshot')
      .comment('The analysis as it was published: the base of a later update');
    table.integer('pull_request_number');
    table.text('pull_request_url');
    table.text('pull_request_state').comment('open | merged | closed');
    table
      .timestamp('pull_request_checked_at')
      .comment('When GitHub was last asked');
    table
      .timestamp('merge_claimed_at')
      .comment('When a back end last began to announce the merge');
    table.timestamp('merge_announced_at');
  });
  await knex.raw(
    `CREATE INDEX publications_pull_request_idx ON publications (lower(owner), lower(repo), pull_request_number)
     WHERE pull_request_number IS NOT NULL`,
  );
  await knex.raw(
    `CREATE INDEX publications_followed_idx ON publications (completed_at)
     WHERE pull_request_state = 'open' OR (pull_request_state = 'merged' AND merge_announced_at IS NULL)`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('publications', table => {
    table.dropIndex([], 'publications_pull_request_idx');
    table.dropIndex([], 'publications_followed_idx');
    table.dropColumns(
      'action',
      'changes',
      'snapshot',
      'pull_request_number',
      'pull_request_url',
      'pull_request_state',
      'pull_request_checked_at',
      'merge_claimed_at',
      'merge_announced_at',
    );
  });
};
