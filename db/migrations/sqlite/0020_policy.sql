DROP INDEX `users_by_second_factor`;--> statement-breakpoint
ALTER TABLE `users` DROP COLUMN `second_factor`;--> statement-breakpoint
CREATE TABLE `policy_groups` (
	`organization_id` text NOT NULL,
	`group_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `group_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade
);--> statement-breakpoint
ALTER TABLE `users` ADD `required_since` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `required_reason` text;--> statement-breakpoint
ALTER TABLE `users` ADD `in_policy_group` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `grace_until` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `grace_reason` text;--> statement-breakpoint
ALTER TABLE `users` ADD `reminded_at` integer;--> statement-breakpoint
ALTER TABLE `organizations` ADD `time_zone` text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE `organizations` ADD `policy_who` text DEFAULT 'nobody' NOT NULL;--> statement-breakpoint
ALTER TABLE `organizations` ADD `policy_from` integer;--> statement-breakpoint
ALTER TABLE `organizations` ADD `policy_begun` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `organizations` ADD `policy_since` integer;--> statement-breakpoint
ALTER TABLE `organizations` ADD `policy_sessions` text DEFAULT 'end' NOT NULL;--> statement-breakpoint
ALTER TABLE `organizations` ADD `policy_new_people` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `organizations` ADD `policy_followed_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `second_factor` text GENERATED ALWAYS AS (case when second_step_locked_at is not null then 'locked' when authenticator_secret is not null then 'on' when two_factor_required then 'required' else 'off' || case when role = 'admin' then '-admin' else '' end || case when in_policy_group then '-group' else '' end || case when grace_until is not null then '-grace' else '' end end) VIRTUAL;--> statement-breakpoint
CREATE INDEX `users_by_second_factor` ON `users` (`organization_id`,`second_factor`,`sort_name`,`id`);--> statement-breakpoint
CREATE INDEX `policy_groups_by_group` ON `policy_groups` (`group_id`);--> statement-breakpoint
CREATE INDEX `users_by_grace` ON `users` (`organization_id`,`grace_until`);--> statement-breakpoint
CREATE INDEX `users_by_policy_group` ON `users` (`organization_id`,`in_policy_group`,`id`);--> statement-breakpoint
CREATE INDEX `organizations_by_policy` ON `organizations` (`policy_from`);--> statement-breakpoint
-- Admins who have it off are counted and found apart from agents who do.
UPDATE `user_words` SET `second_factor` = 'off-admin' WHERE `second_factor` = 'off' AND `user_id` IN (SELECT `id` FROM `users` WHERE `second_factor` = 'off-admin');--> statement-breakpoint
INSERT INTO `headcounts` (`organization_id`, `status`, `second_factor`, `people`) SELECT `organization_id`, `status`, 'off-admin', count(*) FROM `users` WHERE `second_factor` = 'off-admin' GROUP BY `organization_id`, `status`;--> statement-breakpoint
UPDATE `headcounts` SET `people` = (SELECT count(*) FROM `users` WHERE `users`.`organization_id` = `headcounts`.`organization_id` AND `users`.`status` = `headcounts`.`status` AND `users`.`second_factor` = 'off') WHERE `second_factor` = 'off';
