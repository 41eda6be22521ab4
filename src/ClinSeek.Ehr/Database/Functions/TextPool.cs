using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.SqlOnFhir.Paths;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>The short texts that a record repeats: statuses, units, codes. One string each instead of one a row. Not thread-safe.</summary>
internal sealed class TextPool
{
    private const int LongestText = 40;

    private readonly string?[] _slots = new string?[2048];

    public string Decode(JsonElement text)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        if (raw.Length > LongestText || raw.Contains((byte)'\\') || !Ascii.IsValid(raw))
        {
            return JsonText.Decode(text);
        }

        ref string? slot = ref _slots[ByteHash.Of(raw) & (_slots.Length - 1)];
        if (slot is null || !Ascii.Equals(raw, slot))
        {
            slot = Encoding.ASCII.GetString(raw);
        }

        return slot;
    }
}
