/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('analysis_files', table => {
    table.comment('The files of an analysis, as the analyzer reads them');
    table
      .uuid('analysis_id')
      .notNullable()
      .references('id')
      .inTable('analyses')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.text('path').notNullable().comment('Relative, with /');
    table.binary('content').notNullable();
    table.primary(['analysis_id', 'position']);
    table.unique(['analysis_id', 'path']);
  });
  await knex.schema.alterTable('analyses', table => {
    table
      .jsonb('files_origin')
      .comment(
        'Of an analysis of files: the archive or repository they are from',
      );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Without its files an analysis of them could neither run nor be shown.
  await knex('analyses').where({ input_kind: 'files' }).delete();
  await knex.schema.alterTable('analyses', table => {
    table.dropColumn('files_origin');
  });
  await knex.schema.dropTable('analysis_files');
};
