DROP INDEX `users_by_second_factor`;--> statement-breakpoint
ALTER TABLE `users` DROP COLUMN `second_factor`;--> statement-breakpoint
CREATE TABLE `passkey_groups` (
	`organization_id` text NOT NULL,
	`group_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `group_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `passkey_groups_by_group` ON `passkey_groups` (`group_id`);--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`rp_id` text NOT NULL,
	`credential_id` text NOT NULL,
	`public_key` blob NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`aaguid` text NOT NULL,
	`backup_eligible` integer NOT NULL,
	`backed_up` integer NOT NULL,
	`uv_initialized` integer NOT NULL,
	`discoverable` integer,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	`client` text,
	`stopped_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passkeys_credential` ON `passkeys` (`rp_id`,`credential_id`);--> statement-breakpoint
CREATE INDEX `passkeys_by_user` ON `passkeys` (`user_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `spent_passkey_challenges` (
	`digest` blob PRIMARY KEY NOT NULL,
	`kept_until` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `spent_passkey_challenges_by_age` ON `spent_passkey_challenges` (`kept_until`);--> statement-breakpoint
ALTER TABLE `users` ADD `passkeys` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `passkey_handle` blob;--> statement-breakpoint
ALTER TABLE `users` ADD `passkey_reminded_at` integer;--> statement-breakpoint
ALTER TABLE `challenges` ADD `recovered` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `enrollments` ADD `adds_passkey` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `organizations` ADD `passkeys_who` text DEFAULT 'nobody' NOT NULL;--> statement-breakpoint
ALTER TABLE `organizations` ADD `passkeys_from` integer;--> statement-breakpoint
ALTER TABLE `organizations` ADD `passkeys_begun` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `organizations` ADD `passkeys_since` integer;--> statement-breakpoint
ALTER TABLE `organizations` ADD `passkeys_followed_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `second_factor` text GENERATED ALWAYS AS (case when second_step_locked_at is not null then 'locked' when authenticator_secret is not null or passkeys > 0 then 'on' when two_factor_required then 'required' else 'off' || case when role = 'admin' then '-admin' else '' end || case when in_policy_group then '-group' else '' end || case when grace_until is not null then '-grace' else '' end end) VIRTUAL;--> statement-breakpoint
CREATE INDEX `users_by_second_factor` ON `users` (`organization_id`,`second_factor`,`sort_name`,`id`);
