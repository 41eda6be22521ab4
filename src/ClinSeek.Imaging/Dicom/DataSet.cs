using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ClinSeek.Imaging.Dicom;

/// <summary>Where the elements that matter stand in a file, and how to read their values. Absent and unreadable are both null.</summary>
internal sealed class DataSet(ReadOnlyMemory<byte> file, string transferSyntax)
{
    private readonly Dictionary<uint, (int Offset, int Length, ushort Vr)> _elements = [];

    public string TransferSyntaxUid { get; } = transferSyntax;

    /// <summary>Set when the pixels come as encapsulated fragments, whatever the transfer syntax says.</summary>
    public bool PixelsEncapsulated { get; set; }

    public bool Has(uint tag) => _elements.ContainsKey(tag);

    /// <summary>Notes an element; of repeated ones the first counts.</summary>
    public void Add(uint tag, int offset, int length, ushort vr = 0) => _elements.TryAdd(tag, (offset, length, vr));

    public ReadOnlyMemory<byte>? Bytes(uint tag) =>
        _elements.TryGetValue(tag, out (int Offset, int Length, ushort Vr) at) ? file.Slice(at.Offset, at.Length) : default(ReadOnlyMemory<byte>?);

    /// <summary>The value representation that an explicit file states, its two letters little endian; else 0.</summary>
    public ushort Vr(uint tag) => _elements.TryGetValue(tag, out (int Offset, int Length, ushort Vr) at) ? at.Vr : (ushort)0;

    /// <summary>The first item of a sequence; null where it is absent, empty or broken.</summary>
    public DataSet? FirstItem(uint tag) => Bytes(tag) is { } sequence
        ? DataSetReader.FirstItem(sequence, TransferSyntaxUid != TransferSyntax.ImplicitLittleEndian && Vr(tag) != DataSetReader.UnknownValue)
        : null;

    /// <summary>A UID, or null where it is not one.</summary>
    public string? Uid(uint tag) =>
        Text(tag) is { Length: > 0 and <= 64 } text && text.All(static c => char.IsAsciiDigit(c) || c == '.') ? text : null;

    /// <summary>The first value of a code string; null unless it keeps to the CS alphabet, so that no free text gets out.</summary>
    public string? Code(uint tag)
    {
        string? text = Text(tag)?.Split('\\')[0].Trim().ToUpperInvariant();
        return text is { Length: > 0 and <= 16 } && text.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is ' ' or '_')
            ? text
            : null;
    }

    /// <summary>A binary unsigned number of 2 or 4 bytes.</summary>
    public int? Integer(uint tag) => Bytes(tag) switch
    {
        { Length: 2 } value => BinaryPrimitives.ReadUInt16LittleEndian(value.Span),
        { Length: 4 } value => BinaryPrimitives.ReadInt32LittleEndian(value.Span),
        _ => null,
    };

    /// <summary>Binary unsigned numbers of 2 bytes; null where there are fewer than <paramref name="count"/>.</summary>
    public ushort[]? Words(uint tag, int count)
    {
        if (Bytes(tag) is not { } value || value.Length < count * 2) return null;
        var words = new ushort[count];
        for (int i = 0; i < count; i++) words[i] = BinaryPrimitives.ReadUInt16LittleEndian(value.Span[(i * 2)..]);
        return words;
    }

    /// <summary>A number in digits (IS).</summary>
    public int? IntegerString(uint tag) =>
        int.TryParse(Text(tag), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>The first value of a decimal string; null where it is not a finite number.</summary>
    public double? Number(uint tag) =>
        double.TryParse(Text(tag)?.Split('\\')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>All values of a decimal string; null where one of them is not a finite number.</summary>
    public double[]? Numbers(uint tag)
    {
        if (Text(tag) is not { Length: > 0 } text) return null;
        string[] parts = text.Split('\\');
        var numbers = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i])) return null;
        }

        return numbers;
    }

    private string? Text(uint tag) =>
        Bytes(tag) is { Length: <= 1024 } value ? Encoding.Latin1.GetString(value.Span).Trim(' ', '\0') : null;
}
