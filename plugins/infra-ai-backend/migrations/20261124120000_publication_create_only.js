/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('publications', table => {
    table
      .boolean('create_only')
      .notNullable()
      .defaultTo(false)
      .comment('Only a new repository was asked for, no pull request');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('publications', table => {
    table.dropColumn('create_only');
  });
};
