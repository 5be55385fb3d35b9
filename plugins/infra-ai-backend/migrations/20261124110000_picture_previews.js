/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('analysis_pictures', table => {
    table
      .binary('preview')
      .comment('A small copy for lists; made when it is first asked for');
    table.text('preview_media_type');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('analysis_pictures', table => {
    table.dropColumns('preview', 'preview_media_type');
  });
};
