CREATE TABLE `further_authenticators` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`secret` blob NOT NULL,
	`since` integer NOT NULL,
	`used_at` integer,
	`client` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `further_authenticators_by_user` ON `further_authenticators` (`user_id`,`since`);--> statement-breakpoint
ALTER TABLE `enrollments` ADD `adds_named` text;--> statement-breakpoint
ALTER TABLE `enrollments` ADD `replaces` text;--> statement-breakpoint
ALTER TABLE `users` ADD `two_factor_since` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `authenticator_id` text;--> statement-breakpoint
ALTER TABLE `users` ADD `authenticator_name` text;--> statement-breakpoint
ALTER TABLE `users` ADD `authenticator_used_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `authenticator_client` text;--> statement-breakpoint
ALTER TABLE `users` ADD `authenticator_added_at` integer;--> statement-breakpoint
-- Until there could be several, 2FA was on since the one authenticator stood.
UPDATE `users` SET `two_factor_since` = `authenticator_since` WHERE `authenticator_secret` IS NOT NULL;
