import { documentIdSchema } from '@jizhun/api';
import { z } from 'zod';

/** The part of a path that names a document. */
export const documentParams = z.object({ id: documentIdSchema });
