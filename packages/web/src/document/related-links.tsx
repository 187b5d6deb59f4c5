import type { DocumentSummary } from '@jizhun/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { documentsQuery } from '../api/queries.ts';
import { relatedTo } from './related.ts';

/** From a document to what belongs to it: the other documents of its unit, to be checked with it, and what was done to it. */
export function RelatedLinks({ document }: { document: DocumentSummary }): ReactNode {
  const { data } = useQuery(documentsQuery);
  const related = relatedTo(document, data?.documents ?? []);
  const together = [document, ...related].map(({ id }) => id).join(',');
  return (
    <>
      {related.length > 0 && (
        <span>
          <Link to="/checks" search={{ documents: together }} title={related.map(({ name }) => name).join('\n')}>
            与同单位的另 {related.length} 份文件一起核对
          </Link>
        </span>
      )}
      <span>
        <Link to="/audit" search={{ document: document.id }}>
          操作记录
        </Link>
      </span>
    </>
  );
}
