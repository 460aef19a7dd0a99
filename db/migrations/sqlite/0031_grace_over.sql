ALTER TABLE `users` ADD `grace_over` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `admin_reminded_at` integer;