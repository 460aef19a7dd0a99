ALTER TABLE `browsers` ADD `own_counter` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `challenges` ADD `browser_digest` blob;--> statement-breakpoint
ALTER TABLE `sessions` ADD `browser_digest` blob;