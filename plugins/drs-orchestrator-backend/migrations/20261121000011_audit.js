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
const isPostgres = knex => knex.client.config.client === 'pg';

/**
 * @param {import('knex').Knex} knex
 * @param {import('knex').Knex.CreateTableBuilder} table
 * @param {string} name
 */
const comparable = (knex, table, name) =>
  table.specificType(name, isPostgres(knex) ? 'text collate "C"' : 'text');

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_entries', table => {
    table.comment('Who decided or changed what; only ever added to');
    table.increments('entry_id');
    table
      .string('entry_key', 36)
      .notNullable()
      .unique({ indexName: 'audit_entries_key_uniq' })
      .comment('The same as in the text: no entry can be copied');
    table.timestamp('at', { useTz: true, precision: 3 }).notNullable();
    comparable(knex, table, 'actor').notNullable();
    comparable(knex, table, 'operation').notNullable();
    comparable(knex, table, 'record_kind').notNullable();
    comparable(knex, table, 'record_id');
    comparable(knex, table, 'outcome').notNullable();
    table.text('text').notNullable().comment('The entry as JSON');
    table.string('mac', 64).notNullable().comment('Of the text, by its writer');
    table
      .integer('position')
      .unique({ indexName: 'audit_entries_position_uniq' })
      .comment('In the sealed chain; null until the leader seals it');
    table.string('hash', 64).comment('Over the hash before and this entry');
    for (const column of [
      'actor',
      'operation',
      'record_kind',
      'record_id',
      'outcome',
    ]) {
      table.index([column, 'at', 'entry_id'], `audit_entries_${column}_idx`);
    }
    table.index(['at', 'entry_id'], 'audit_entries_at_idx');
    table.index(['entry_id'], 'audit_entries_unsealed_idx', {
      predicate: knex.whereNull('position'),
    });
  });

  await knex.schema.createTable('audit_chain', table => {
    table.comment('The end of the sealed chain: one row');
    table.string('chain_id', 20).primary();
    table.integer('position').notNullable();
    table.string('hash', 64).notNullable();
    table.string('sealed_at', 24).notNullable().comment('As it is signed');
    table.string('signature', 64).notNullable();
    table.text('last_check').comment('JSON: what the last check found');
    table.string('check_signature', 64);
  });

  await knex.schema.createTable('audit_cuts', table => {
    table.comment('What retention removed from the beginning of the chain');
    table.integer('position').primary().comment('Of the last entry removed');
    table.string('hash', 64).notNullable();
    table.integer('entries').notNullable();
    table.string('cut_at', 24).notNullable().comment('As it is signed');
    table.string('signature', 64).notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_cuts');
  await knex.schema.dropTable('audit_chain');
  await knex.schema.dropTable('audit_entries');
};
