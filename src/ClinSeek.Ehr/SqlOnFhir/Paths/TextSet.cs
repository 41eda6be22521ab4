using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>Some texts in UTF-8, to tell whether a string of JSON is one of them.</summary>
internal sealed class TextSet
{
    private readonly byte[][] _texts;
    private readonly ulong _lengths;

    public TextSet(IEnumerable<string> texts)
    {
        _texts = [.. texts.Select(Encoding.UTF8.GetBytes)];
        _lengths = _texts.Aggregate(0UL, static (lengths, text) => lengths | BitOf(text));
    }

    /// <param name="text">A string.</param>
    public bool Has(JsonElement text)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        if (raw.Contains((byte)'\\'))
        {
            raw = Encoding.UTF8.GetBytes(JsonText.Decode(text));
        }

        if ((_lengths & BitOf(raw)) == 0)
        {
            return false;
        }

        foreach (byte[] known in _texts)
        {
            if (raw.SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }

    private static ulong BitOf(ReadOnlySpan<byte> text) => 1UL << text.Length;
}
