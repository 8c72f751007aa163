/*
 * Copyright 2026 The DRS Orchestrator Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('executions', table => {
    table.comment(
      'The projection that lists and filters read; can be rebuilt from execution_log',
    );
    table.string('execution_id', 36).primary();
    table.string('plan_id', 36).notNullable();
    table.string('account_id', 12).notNullable();
    table.string('execution_type', 16).notNullable();
    table.string('status', 16).notNullable();
    table.text('initiated_by').notNullable();
    table.timestamp('started_at', { useTz: true, precision: 3 }).notNullable();
    table.integer('seq').notNullable().comment('The log row that is shown');
    table
      .timestamp('wake_at', { useTz: true, precision: 3 })
      .comment('When the leader must look next; null: never');
    table.text('summary').notNullable().comment('JSON');
    table.index(['started_at', 'execution_id'], 'executions_newest_idx');
    for (const column of [
      'status',
      'plan_id',
      'account_id',
      'execution_type',
      'initiated_by',
    ]) {
      table.index(
        [column, 'started_at', 'execution_id'],
        `executions_${column}_idx`,
      );
    }
    table.index(['wake_at'], 'executions_wake_at_idx');
  });

  await knex.schema.createTable('execution_log', table => {
    table.comment('The stored truth: append-only, one row per decision');
    table.string('execution_id', 36).notNullable();
    table.integer('seq').notNullable();
    table
      .text('text')
      .notNullable()
      .comment('What the hash chain seals, to the letter');
    table.text('hash').notNullable();
    table.primary(['execution_id', 'seq']);
  });

  await knex.schema.createTable('execution_job_log', table => {
    table.comment('Lines of DRS job logs, kept apart from the facts');
    table.bigIncrements('line_id');
    table.string('execution_id', 36).notNullable();
    table.string('line_key', 64).notNullable();
    table.string('job_id', 64).notNullable();
    table.string('source_server_id', 64);
    table.timestamp('at', { useTz: true, precision: 3 }).notNullable();
    table.text('line').notNullable().comment('JSON');
    table.unique(['execution_id', 'line_key'], {
      indexName: 'execution_job_log_line_uniq',
    });
    table.index(
      ['execution_id', 'at', 'line_id'],
      'execution_job_log_newest_idx',
    );
    table.index(
      ['execution_id', 'source_server_id', 'at', 'line_id'],
      'execution_job_log_server_idx',
    );
    table.index(
      ['execution_id', 'job_id', 'at', 'line_id'],
      'execution_job_log_job_idx',
    );
  });

  await knex.schema.createTable('claims', table => {
    table.comment('What at most one execution may hold, by key');
    table.text('claim_key').primary();
    table.string('execution_id', 36).notNullable();
    table.index(['execution_id'], 'claims_execution_idx');
  });

  await knex.schema.createTable('lease', table => {
    table.comment('Which replica leads; its epoch fences what it writes');
    table.string('lease_id', 16).primary();
    table.text('holder').comment('Null: given up');
    table.integer('epoch').notNullable();
    table.integer('beat').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('lease');
  await knex.schema.dropTable('claims');
  await knex.schema.dropTable('execution_job_log');
  await knex.schema.dropTable('execution_log');
  await knex.schema.dropTable('executions');
};
