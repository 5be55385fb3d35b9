/*
 * Documents are kept as `json`, not `jsonb`: `json` returns the very bytes that were stored, so the order of keys and
 * every escape (also `\u0000`, which `jsonb` refuses) survive.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('analyses', table => {
    table.comment('One row per analysis: its input, its result, its edits');
    table.uuid('id').primary();
    table
      .text('state')
      .notNullable()
      .comment('queued | running | completed | failed | cancelled');
    table
      .integer('attempt')
      .notNullable()
      .defaultTo(0)
      .comment('Grows with each run; writes of an older run are ignored');
    table
      .text('created_by')
      .notNullable()
      .comment('Entity reference of the person, or subject of the service');
    table.text('name').notNullable();
    table
      .text('requested_name')
      .comment('Name the caller gave; null lets the analyzer name it');
    table.text('owner').notNullable().comment('Entity reference');
    table.text('input_kind').notNullable();
    table.text('input_text').notNullable();
    table
      .specificType('input_hash', 'char(64)')
      .notNullable()
      .comment('SHA-256 of all that determines the result, in hex');
    table.text('analyzer_id').notNullable();
    table.text('analyzer_title').notNullable();
    table.text('analyzer_version').notNullable();
    table.integer('revision').notNullable().defaultTo(1);
    table.json('analyzed_model').comment('As the analyzer made it');
    table.json('model').comment('With the edits');
    table.integer('element_count');
    table.integer('relation_count');
    table.json('usage');
    table.json('error');
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('updated_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('completed_at');

    table.index(['created_by', 'created_at'], 'analyses_created_by_idx');
    table.index(
      ['input_hash', 'created_by', 'analyzer_id', 'analyzer_version'],
      'analyses_input_hash_idx',
    );
  });
  await knex.raw(
    `CREATE INDEX analyses_unfinished_idx ON analyses (state, created_at) WHERE state IN ('queued', 'running')`,
  );

  await knex.schema.createTable('analysis_events', table => {
    table.comment('What happened to an analysis, in order');
    table.bigIncrements('id').primary();
    table
      .uuid('analysis_id')
      .notNullable()
      .references('id')
      .inTable('analyses')
      .onDelete('CASCADE');
    table.timestamp('at').notNullable().defaultTo(knex.fn.now());
    table.json('event').notNullable();

    table.index(['analysis_id', 'id'], 'analysis_events_analysis_id_idx');
  });

  await knex.schema.createTable('publications', table => {
    table.comment('One row per attempt to publish an analysis');
    table.uuid('id').primary();
    table
      .uuid('analysis_id')
      .notNullable()
      .references('id')
      .inTable('analyses')
      .onDelete('CASCADE');
    table
      .text('state')
      .notNullable()
      .comment('queued | running | completed | failed');
    table.text('owner').notNullable();
    table.text('repo').notNullable();
    table.text('visibility').notNullable();
    table.boolean('dry_run').notNullable().defaultTo(false);
    table.text('task_id').comment('Scaffolder task that does the work');
    table.text('repository_url');
    table.text('commit');
    table.json('entity_refs').notNullable().defaultTo('[]');
    table.json('error');
    table.text('created_by').notNullable();
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('completed_at');

    table.index(['analysis_id', 'created_at'], 'publications_analysis_id_idx');
  });
  // Two of one target at once would race for one repository. GitHub's names ignore case.
  await knex.raw(
    `CREATE UNIQUE INDEX publications_open_idx ON publications (analysis_id, lower(owner), lower(repo))
     WHERE state IN ('queued', 'running') AND NOT dry_run`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('publications');
  await knex.schema.dropTable('analysis_events');
  await knex.schema.dropTable('analyses');
};
