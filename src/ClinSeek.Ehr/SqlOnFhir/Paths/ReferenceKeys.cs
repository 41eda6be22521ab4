using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>The keys of references, kept: a patient's resources name the same visits and people again and again. Not thread-safe.</summary>
internal sealed class ReferenceKeys(ViewOptions options, Func<string, string?>? resolve)
{
    private readonly (string? Reference, string? Key)[] _slots = new (string?, string?)[512];

    public string? Of(JsonElement reference)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(reference)[1..^1];
        if (!Ascii.IsValid(raw) || raw.Contains((byte)'\\'))
        {
            return ReferenceKey.OfReference(JsonText.Decode(reference), options, resolve);
        }

        ref (string? Reference, string? Key) slot = ref _slots[ByteHash.Of(raw) & (_slots.Length - 1)];
        if (slot.Reference is null || !Ascii.Equals(raw, slot.Reference))
        {
            string text = Encoding.ASCII.GetString(raw);
            slot = (text, ReferenceKey.OfReference(text, options, resolve));
        }

        return slot.Key;
    }
}
