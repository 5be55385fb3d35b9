/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('analysis_pictures', table => {
    table.comment(
      'The picture of an analysis; a table of its own so that lists never load it',
    );
    table
      .uuid('analysis_id')
      .primary()
      .references('id')
      .inTable('analyses')
      .onDelete('CASCADE');
    table.text('file_name').comment('As the caller gave it, without its path');
    table.text('media_type').notNullable().comment('Of the bytes');
    table.integer('width').notNullable().comment('In pixels, upright');
    table.integer('height').notNullable();
    table
      .binary('bytes')
      .notNullable()
      .comment('As given; of a PDF the rendered page');
    table
      .integer('file_size')
      .notNullable()
      .comment('Of the file that was given, in bytes');
    table
      .binary('original')
      .comment('The document that the picture is a page of');
    table.text('original_media_type');
    table.integer('page').comment('Page of the document, from 1');
    table.integer('pages');
  });
  // Pictures are compressed already; PostgreSQL would try again on every write.
  await knex.raw(
    `ALTER TABLE analysis_pictures
       ALTER COLUMN bytes SET STORAGE EXTERNAL,
       ALTER COLUMN original SET STORAGE EXTERNAL`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Without its picture an analysis of one could neither run nor be shown.
  await knex('analyses').where({ input_kind: 'image' }).delete();
  await knex.schema.dropTable('analysis_pictures');
};
