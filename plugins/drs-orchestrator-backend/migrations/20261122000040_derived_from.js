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
  await knex.schema.alterTable('recovery_plans', table => {
    table
      .text('derived_from')
      .comment('JSON: the catalog entities it is kept in step with, or null');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Of itself, knex would rebuild the table on SQLite, and what refers to it
  // would go with it.
  await knex.raw('alter table ?? drop column ??', [
    'recovery_plans',
    'derived_from',
  ]);
};
