import { z } from 'zod';

/** Discord's documented limits, as schemas: what does not pass is answered with 400 and code 50035. */

const Button = z.strictObject({
  type: z.literal(2),
  style: z.int().min(1).max(4),
  label: z.string().min(1).max(80),
  custom_id: z.string().min(1).max(100),
});
const TextInput = z.strictObject({
  type: z.literal(4),
  style: z.int().min(1).max(2),
  custom_id: z.string().min(1).max(100),
  label: z.string().min(1).max(45),
  required: z.boolean().optional(),
  value: z.string().min(1).max(4000).optional(),
  max_length: z.int().min(1).max(4000).optional(),
});
const rowOf = <T extends z.ZodType>(component: T, most: number) =>
  z.strictObject({ type: z.literal(1), components: z.array(component).min(1).max(most) });

const distinct = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

const Embed = z
  .strictObject({
    title: z.string().max(256).optional(),
    description: z.string().max(4096).optional(),
    color: z.int().min(0).max(0xffffff).optional(),
    fields: z
      .array(z.strictObject({ name: z.string().min(1).max(256), value: z.string().min(1).max(1024) }))
      .max(25)
      .optional(),
    footer: z.strictObject({ text: z.string().max(2048) }).optional(),
    image: z.strictObject({ url: z.string().regex(/^(https?|attachment):\/\//) }).optional(),
  })
  .refine(embed => Object.keys(embed).length > 0);
type Embed = z.infer<typeof Embed>;

const lengthOf = ({ title = '', description = '', fields = [], footer }: Embed): number =>
  title.length +
  description.length +
  (footer?.text.length ?? 0) +
  fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);

export const FakeMessageBody = z.strictObject({
  content: z.string().max(2000).optional(),
  embeds: z
    .array(Embed)
    .max(10)
    .refine(embeds => embeds.reduce((sum, embed) => sum + lengthOf(embed), 0) <= 6000, 'embeds exceed 6000')
    .optional(),
  components: z
    .array(rowOf(Button, 5))
    .max(5)
    .refine(rows => distinct(rows.flatMap(row => row.components.map(one => one.custom_id))), 'custom_id duplicated')
    .optional(),
  attachments: z
    .array(z.strictObject({ id: z.int(), filename: z.string(), description: z.string().max(1024).optional() }))
    .max(10)
    .optional(),
  flags: z.int().optional(),
  allowed_mentions: z.strictObject({ parse: z.array(z.string()), replied_user: z.boolean().optional() }),
  nonce: z.string().max(25).optional(),
  enforce_nonce: z.boolean().optional(),
  message_reference: z.strictObject({ message_id: z.string(), fail_if_not_exists: z.boolean() }).optional(),
});
export type FakeMessageBody = z.infer<typeof FakeMessageBody>;

/** What discord.js itself sends with an answer to an interaction. */
export const FakeReplyBody = z.object({ content: z.string().max(2000).optional(), flags: z.int().optional() });

export const FakeModal = z.strictObject({
  custom_id: z.string().min(1).max(100),
  title: z.string().min(1).max(45),
  components: z.array(rowOf(TextInput, 1)).min(1).max(5),
});
export type FakeModal = z.infer<typeof FakeModal>;

export const FakeChoices = z.strictObject({
  choices: z.array(z.object({ name: z.string().min(1).max(100), value: z.string().min(1).max(100) })).max(25),
});

const Name = z.string().regex(/^[-_\p{Ll}\p{Lo}\p{N}]{1,32}$/u);
const described = {
  name: Name,
  name_localizations: z.strictObject({ fr: Name }),
  description: z.string().min(1).max(100),
  description_localizations: z.strictObject({ fr: z.string().min(1).max(100) }),
};
const Option = z.strictObject({
  type: z.literal(3),
  ...described,
  required: z.boolean(),
  autocomplete: z.boolean().optional(),
});
const Command = z.strictObject({
  type: z.literal(1),
  ...described,
  options: z
    .array(Option)
    .max(25)
    .refine(options => distinct(options.map(({ name }) => name)), 'option names duplicated')
    .refine(
      options => options.every(({ required }, i) => !required || options.slice(0, i).every(one => one.required)),
      'required options must come first',
    ),
  contexts: z.array(z.int().min(0).max(2)),
  integration_types: z.array(z.int().min(0).max(1)),
});
export const FakeCommands = z
  .array(Command)
  .max(100)
  .refine(all => distinct(all.map(({ name }) => name)), 'names duplicated')
  .refine(all => distinct(all.map(({ name_localizations }) => name_localizations.fr)), 'French names duplicated');
export type FakeCommands = z.infer<typeof FakeCommands>;

export const FakeThread = z.strictObject({
  name: z.string().min(1).max(100),
  auto_archive_duration: z.literal([60, 1440, 4320, 10_080]),
});
