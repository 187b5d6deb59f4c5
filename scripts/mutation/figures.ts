/** What is used of Stryker's report (mutation-testing-report-schema). */
export interface MutationReport {
  files: Readonly<
    Record<
      string,
      {
        mutants: readonly {
          mutatorName: string;
          replacement?: string;
          status: string;
          location: { start: { line: number } };
        }[];
      }
    >
  >;
}

/** A change that no test noticed. */
export interface Survivor {
  line: number;
  mutator: string;
  replacement: string;
}

export interface Figures {
  /** Changes that a test noticed, those that ended in an endless loop included. */
  killed: number;
  survived: Survivor[];
}

/** What became of the changes to one file. A change that cannot run (an error of Stryker or of the compiler) counts for neither. */
export function figuresOf(report: MutationReport, file: string): Figures {
  const mutants = report.files[file]?.mutants ?? [];
  return {
    killed: mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length,
    survived: mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map(({ location, mutatorName, replacement = '' }) => ({
        line: location.start.line,
        mutator: mutatorName,
        replacement: replacement.slice(0, 80),
      })),
  };
}
