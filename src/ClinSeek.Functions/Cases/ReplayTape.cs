using System.Globalization;
using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Journal;
using ClinSeek.Functions.Orchestrators;

namespace ClinSeek.Functions.Cases;

/// <summary>A case's whole journal, read from its beginning.</summary>
internal sealed class ReplayTape(IReadOnlyList<JournalRecord> records)
{
    /// <summary>Records read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Whether everything was read.</summary>
    public bool AtEnd => Position == records.Count;

    /// <summary>The name of the record to be read next, for a report.</summary>
    public string Here => string.Create(CultureInfo.InvariantCulture, $"journal record {(AtEnd ? records.Count : records[Position].Ordinal)}");

    /// <summary>The first ordinal that is missing or out of its order, or null where there is none.</summary>
    public long? FirstGap
    {
        get
        {
            for (int index = 0; index < records.Count; index++)
            {
                long expected = index == 0 ? 0 : records[index - 1].Ordinal + 1;
                if (records[index].Ordinal != expected)
                {
                    return expected;
                }
            }

            return null;
        }
    }

    /// <summary>The record to be read next, or null at the end.</summary>
    public JournalRecord? Peek => AtEnd ? null : records[Position];

    /// <summary>The next record, which must be of a kind.</summary>
    /// <exception cref="ReplayMismatchException">The orchestrator did something else than what is recorded.</exception>
    /// <exception cref="ReplayStop">The recorded run ended here without returning.</exception>
    public JournalRecord Take(JournalKind kind, string? name = null, string? input = null)
    {
        JournalRecord record = Peek ?? throw new ReplayStop(takenOver: false);
        if (record.Kind == JournalKind.Started && kind != JournalKind.Started)
        {
            throw new ReplayStop(takenOver: true);
        }

        if (record.Kind != kind || record.Name != name)
        {
            throw Mismatch($"the orchestrator does '{Say(kind, name)}' where the journal holds '{Say(record.Kind, record.Name)}'");
        }

        if (record.Input != input)
        {
            throw Mismatch($"the input of '{Say(kind, name)}' differs from the recorded one");
        }

        Position++;
        return record;
    }

    /// <summary>What stopped the replay, with its place.</summary>
    public ReplayMismatchException Mismatch(string reason) => new(Here, reason);

    /// <summary>What was consumed, as a value.</summary>
    public T? Read<T>(JournalRecord record)
    {
        try
        {
            return record.Result is { } json ? JsonSerializer.Deserialize<T>(json, EvidenceJson.Options) : default;
        }
        catch (JsonException)
        {
            throw Mismatch($"the result of '{Say(record.Kind, record.Name)}' cannot be read");
        }
    }

    private static string Say(JournalKind kind, string? name) => name is null ? kind.ToString() : $"{kind} {name}";
}
