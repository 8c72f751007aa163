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
 * A column that sorts alike on every database and whatever the server's locale:
 * pages of a list are cut by comparing it.
 *
 * @param {import('knex').Knex} knex
 * @param {import('knex').Knex.CreateTableBuilder} table
 * @param {string} name
 */
const sortable = (knex, table, name) =>
  table.specificType(name, isPostgres(knex) ? 'text collate "C"' : 'text');

/**
 * Who made a record and when, and the version that optimistic locking compares.
 *
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
const bookkeeping = table => {
  table.integer('version').notNullable();
  table.timestamp('created_at', { useTz: true, precision: 3 }).notNullable();
  table.timestamp('updated_at', { useTz: true, precision: 3 }).notNullable();
  table.text('created_by').notNullable();
};

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('target_accounts', table => {
    table.comment('AWS accounts in which servers are recovered');
    table.string('account_id', 12).primary();
    table.text('account_name').notNullable();
    sortable(knex, table, 'name_key').notNullable();
    table.string('role_name', 64).notNullable();
    table.text('external_id').comment('Never answered, exported or logged');
    table.text('regions').notNullable().comment('JSON array of Region codes');
    bookkeeping(table);
    table.unique(['name_key'], { indexName: 'target_accounts_name_uniq' });
  });

  await knex.schema.createTable('protection_groups', table => {
    table.comment('Named sets of source servers of one account and Region');
    table.string('group_id', 36).primary();
    table.text('group_name').notNullable();
    sortable(knex, table, 'name_key')
      .notNullable()
      .comment('The name as it is compared: two groups never share one');
    table.text('description');
    table.string('account_id', 12).notNullable();
    table.string('region', 40).notNullable();
    table.text('selection_tags').comment('JSON object, or null');
    table.text('server_ids').comment('JSON array, or null');
    table.text('owner');
    bookkeeping(table);
    table.unique(['name_key'], { indexName: 'protection_groups_name_uniq' });
    table.index(
      ['account_id', 'region', 'name_key'],
      'protection_groups_scope_idx',
    );
    table.index(['account_id', 'name_key'], 'protection_groups_account_idx');
    table.index(['region', 'name_key'], 'protection_groups_region_idx');
    table.index(['owner', 'name_key'], 'protection_groups_owner_idx');
  });

  await knex.schema.createTable('recovery_plans', table => {
    table.comment('Waves over protection groups');
    table.string('plan_id', 36).primary();
    table.text('plan_name').notNullable();
    sortable(knex, table, 'name_key').notNullable();
    table.text('description');
    table.string('account_id', 12).notNullable();
    table.text('owner');
    table.integer('target_rto_minutes');
    table.integer('max_duration_minutes').notNullable();
    table.text('waves').notNullable().comment('JSON array');
    bookkeeping(table);
    table.unique(['name_key'], { indexName: 'recovery_plans_name_uniq' });
    table.index(['account_id', 'name_key'], 'recovery_plans_account_idx');
    table.index(['owner', 'name_key'], 'recovery_plans_owner_idx');
  });

  await knex.schema.createTable('recovery_plan_groups', table => {
    table.comment('Which plan uses which group, out of the waves');
    table
      .string('plan_id', 36)
      .notNullable()
      .references('plan_id')
      .inTable('recovery_plans')
      .onDelete('CASCADE');
    table
      .string('group_id', 36)
      .notNullable()
      .references('group_id')
      .inTable('protection_groups')
      .onDelete('RESTRICT');
    table.primary(['plan_id', 'group_id']);
    table.index(['group_id', 'plan_id'], 'recovery_plan_groups_group_idx');
  });

  await knex.schema.createTable('settings', table => {
    table.comment('Facts about this installation, by name');
    table.string('name', 100).primary();
    table.text('value').notNullable().comment('JSON');
    table.timestamp('updated_at', { useTz: true, precision: 3 }).notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('settings');
  await knex.schema.dropTable('recovery_plan_groups');
  await knex.schema.dropTable('recovery_plans');
  await knex.schema.dropTable('protection_groups');
  await knex.schema.dropTable('target_accounts');
};
