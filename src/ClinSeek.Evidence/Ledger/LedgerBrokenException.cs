using System.Diagnostics.CodeAnalysis;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Ledger;

/// <summary>A ledger that was to be appended to is not whole. Holds no PHI.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Without case and place it would say nothing.")]
public sealed class LedgerBrokenException(CaseId caseId, long seq)
    : Exception($"The ledger of case {caseId} is not whole at entry {seq}: the line does not follow the one before. Nothing more may be appended; verify the case, and restore it from a copy or its unbroken part.")
{
    /// <summary>The case.</summary>
    public CaseId Case { get; } = caseId;

    /// <summary>The first entry that does not follow.</summary>
    public long Seq { get; } = seq;
}
