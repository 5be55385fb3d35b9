/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('drift_reports', table => {
    table.comment('The last comparison of an entity with its repository');
    table.text('entity_ref').primary();
    table
      .uuid('check_id')
      .notNullable()
      .comment('Of the check that may write the row');
    table
      .text('state')
      .notNullable()
      .comment('checking | in-sync | drifted | failed');
    table.timestamp('checked_at').notNullable();
    table.text('requested_by').comment('Null for a check on schedule');
    table.text('url');
    table
      .uuid('analysis_id')
      .comment('Of the repository as it was then; may be deleted since');
    table.json('changes');
    table.json('error');
    table
      .text('announced')
      .comment('Hash of the differences that the owners were last told of');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('drift_reports');
};
