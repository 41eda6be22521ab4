using System.Collections.Concurrent;
using ClinSeek.Evidence.Tools;

namespace ClinSeek.Reasoning.Likelihood.Findings;

/// <summary>What the look-ups so far gave, by look-up. Nothing but tool results enters it. Holds PHI.</summary>
internal sealed class RecordView
{
    private readonly ILookup<string, RecordRow> _rows;
    private readonly ConcurrentDictionary<string, IReadOnlyList<NoteText>> _notes = new(StringComparer.Ordinal);

    /// <summary>A view over evidence, read at a cut-off.</summary>
    public RecordView(IEnumerable<EvidenceItem> evidence, DateTimeOffset cutoff)
    {
        Cutoff = cutoff;
        Evidence = [.. evidence];
        _rows = Evidence
            .Where(static item => item.Result.Schema == ToolSchemas.EhrRows)
            .SelectMany(static item => item.Result.Rows.Select((_, index) => new RecordRow(item, index)))
            .ToLookup(static row => row.LookUp ?? "", StringComparer.Ordinal);
        AsOf = Rows("latest") is [{ Time: { } latest }, ..] && latest < cutoff ? latest : cutoff;
    }

    /// <summary>The case's cut-off.</summary>
    public DateTimeOffset Cutoff { get; }

    /// <summary>
    /// The time that «recent» counts back from: the last entry of the record, or the cut-off while that is not known. A
    /// question asked months after the last entry is about the state that the record ends in.
    /// </summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>Every piece of evidence, in order.</summary>
    public IReadOnlyList<EvidenceItem> Evidence { get; }

    /// <summary>The row that says who the patient is, or null.</summary>
    public RecordRow? Patient => Rows("patient") is [var row, ..] ? row : null;

    /// <summary>The patient's age in years at the cut-off, or null where unknown.</summary>
    public int? Age => Patient?.Number("age_years") is >= 0 and < 130 and var years ? (int)years : null;

    /// <summary>Whether the patient is female, as the record states it; null where it states neither.</summary>
    public bool? Female => Patient?.Text("gender") switch { "female" => true, "male" => false, _ => null };

    /// <summary>The rows that a look-up gave, latest first; rows without a time last.</summary>
    public IReadOnlyList<RecordRow> Rows(string lookUp) =>
        [.. _rows[lookUp].OrderByDescending(static row => row.Time ?? DateTimeOffset.MinValue)];

    /// <summary>The notes that a look-up gave, latest first. Put together once: every finding is looked for in them.</summary>
    public IReadOnlyList<NoteText> Notes(string lookUp) => _notes.GetOrAdd(lookUp, name => NoteText.Read(this, name));

    /// <summary>Whether a time lies within a window before <see cref="AsOf"/>; a row without a time never does.</summary>
    public bool InWindow(DateTimeOffset? time, int? hours) =>
        hours is null ? time is null || time <= Cutoff : time is { } at && at <= Cutoff && at >= AsOf.AddHours(-hours.Value);
}
