import { rules } from '../src/index.ts';

const only = process.env.JIZHUN_RULE;

/** The rules whose examples are tested: all, or with JIZHUN_RULE=weight-sum that one, as the mutation test asks for. */
export const chosenRules = rules.filter(({ id }) => only === undefined || id === only);
