namespace ClinSeek.Knowledge.Index;

/// <summary>A passage as the ranker reads it: the term numbers of its fields, in order.</summary>
/// <param name="Title">The title or question.</param>
/// <param name="Focus">What the passage is about: its focus where one is given, else its title.</param>
/// <param name="Body">The text.</param>
/// <param name="Sections">The kinds of question that the passage answers.</param>
internal sealed record PassageTerms(int[] Title, int[] Focus, int[] Body, QuestionKinds Sections)
{
    /// <summary>The stored form: counts and numbers as variable-length integers.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream((Title.Length + Focus.Length + Body.Length + 4) * 2);
        using var writer = new BinaryWriter(stream);
        writer.Write7BitEncodedInt((int)Sections);
        foreach (int[] field in new[] { Title, Focus, Body })
        {
            writer.Write7BitEncodedInt(field.Length);
            foreach (int term in field)
            {
                writer.Write7BitEncodedInt(term);
            }
        }

        return stream.ToArray();
    }

    public static PassageTerms From(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        var sections = (QuestionKinds)Next(bytes, ref at);
        return new PassageTerms(Field(bytes, ref at), Field(bytes, ref at), Field(bytes, ref at), sections);
    }

    private static int[] Field(ReadOnlySpan<byte> bytes, ref int at)
    {
        int[] field = new int[Next(bytes, ref at)];
        for (int term = 0; term < field.Length; term++)
        {
            field[term] = Next(bytes, ref at);
        }

        return field;
    }

    private static int Next(ReadOnlySpan<byte> bytes, ref int at)
    {
        int value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = bytes[at++];
            value |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
