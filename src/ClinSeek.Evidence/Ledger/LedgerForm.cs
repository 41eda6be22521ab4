using System.Buffers;
using System.Text;

namespace ClinSeek.Evidence.Ledger;

/// <summary>The forms of an entry's fields, held before anything is written.</summary>
internal static class LedgerForm
{
    public static void Require(LedgerDraft body)
    {
        Check(body.Actor, LineScanner.TextBytes, 1, 128, "actor");
        if (!LedgerKinds.IsKnown(body.Kind))
        {
            throw new ArgumentException("The kind is none of this version's.", nameof(body));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(body.Epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(body.Step ?? 0);
        if (body.Step.HasValue != (body.Kind == LedgerKinds.StepRecorded))
        {
            throw new ArgumentException("A step entry carries a step and no other does.", nameof(body));
        }

        if (body.Request is null == LedgerKinds.IsOperator(body.Kind))
        {
            throw new ArgumentException("An operator entry carries a request id and no other does.", nameof(body));
        }

        Check(body.Request ?? "-", LineScanner.RequestBytes, 1, 128, "request");
        CheckMap(body.Facts, LineScanner.TextBytes, 0, 256, "facts");
        CheckMap(body.Commitments, LineScanner.Hexadecimal, 64, 64, "commitments");
        CheckMap(body.Blobs, LineScanner.Hexadecimal, 64, 64, "blobs");
        if (body.Blobs.Keys.FirstOrDefault(name => !body.Commitments.ContainsKey(name)) is string bare)
        {
            throw new ArgumentException($"The blob '{bare}' has no commitment of its name.", nameof(body));
        }
    }

    /// <summary>Whether a text may name a blob, commitment or fact.</summary>
    public static bool IsName(string text) => Fits(text, LineScanner.NameBytes, 1, 64);

    private static void CheckMap(IReadOnlyDictionary<string, string> map, SearchValues<byte> allowed, int minimum, int maximum, string field)
    {
        foreach ((string name, string value) in map)
        {
            Check(name, LineScanner.NameBytes, 1, 64, field);
            Check(value, allowed, minimum, maximum, field);
        }
    }

    private static void Check(string text, SearchValues<byte> allowed, int minimum, int maximum, string field)
    {
        if (!Fits(text, allowed, minimum, maximum))
        {
            throw new ArgumentException($"The entry's field '{field}' holds a text that the format does not allow there; put free text into a blob.");
        }
    }

    private static bool Fits(string text, SearchValues<byte> allowed, int minimum, int maximum) =>
        text.Length >= minimum && text.Length <= maximum && Ascii.IsValid(text)
        && !Encoding.ASCII.GetBytes(text).AsSpan().ContainsAnyExcept(allowed);
}
