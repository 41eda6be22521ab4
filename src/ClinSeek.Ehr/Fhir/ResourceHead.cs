using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ClinSeek.Ehr.Fhir;

/// <summary>
/// Where a resource says what it is and whose. Filled while a reader goes over it, so that a resource is parsed only by whoever needs
/// its content. As in a parsed one, the last of several elements of a name counts.
/// </summary>
internal struct ResourceHead
{
    private Subjects _subjects;

    public Place Type { get; private set; }

    public Place Id { get; private set; }

    public Place Version { get; private set; }

    public Place Updated { get; private set; }

    /// <summary>The names of all its elements.</summary>
    public ElementNames Names { get; private set; }

    /// <summary>The references to whom the resource may be about, best first.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<Place> SubjectPlaces => _subjects;

    /// <summary>Takes an element in whose name the reader stands, and leaves the reader at its end; false where it says nothing of that.</summary>
    /// <param name="reader">At a property name.</param>
    /// <param name="origin">What its positions count from.</param>
    public bool TryTake(ref Utf8JsonReader reader, int origin)
    {
        // Escapes in a name are unusual: then its length tells nothing, and every name is tried.
        int length = reader.ValueIsEscaped ? 0 : reader.ValueSpan.Length;
        Names = reader.ValueIsEscaped ? ElementNames.Any : Names.With(reader.ValueSpan);
        switch (length)
        {
            case 0 or 2 when Is(ref reader, "id"u8):
                Id = Text(ref reader, origin);
                return true;
            case 0 or 12 when Is(ref reader, "resourceType"u8):
                Type = Text(ref reader, origin);
                return true;
            case 0 or 4 when Is(ref reader, "meta"u8):
                (Version, Updated) = Pair(ref reader, origin, "versionId"u8, "lastUpdated"u8);
                return true;
            case 0 or 7 when Is(ref reader, "subject"u8):
                return Subject(0, ref reader, origin);
            case 0 or 7 when Is(ref reader, "patient"u8):
                return Subject(1, ref reader, origin);
            case 0 or 11 when Is(ref reader, "beneficiary"u8):
                return Subject(2, ref reader, origin);
            case 0 or 3 when Is(ref reader, "for"u8):
                return Subject(3, ref reader, origin);
            case 0 or 10 when Is(ref reader, "individual"u8):
                return Subject(4, ref reader, origin);
            case 0 or 15 when Is(ref reader, "securityContext"u8):
                return Subject(5, ref reader, origin);
            default:
                return false;
        }
    }

    /// <summary>Whether the reader stands at a name; one that no text can be made of is none.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan.SequenceEqual(name);
        }

        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The place of a text, from its name on; of none where another kind of value stands there.</summary>
    public static Place Text(ref Utf8JsonReader reader, int origin)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            int start = (int)reader.TokenStartIndex;
            return new Place(origin + start, (int)reader.BytesConsumed - start);
        }

        reader.Skip();
        return default;
    }

    /// <summary>The places of two texts of an object, from its name on.</summary>
    public static (Place First, Place Second) Pair(ref Utf8JsonReader reader, int origin, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        (Place First, Place Second) found = default;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return found;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, first))
            {
                found.First = Text(ref reader, origin);
            }
            else if (Is(ref reader, second))
            {
                found.Second = Text(ref reader, origin);
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }

    private bool Subject(int rank, ref Utf8JsonReader reader, int origin)
    {
        _subjects[rank] = Pair(ref reader, origin, "reference"u8, default).First;
        return true;
    }

    [InlineArray(6)]
    private struct Subjects
    {
        private Place _first;
    }
}
