using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Dicom;

/// <summary>A look-up table of a modality or VOI LUT sequence (PS3.3 C.11.1, C.11.2).</summary>
internal sealed class LookUpTable
{
    private const ushort SignedShort = 'S' | ('S' << 8);
    private const ushort UnsignedShort = 'U' | ('S' << 8);

    private readonly int[] _entries;
    private readonly int _first;
    private readonly int _most;

    private LookUpTable(int[] entries, int first, int bits) => (_entries, _first, _most) = (entries, first, (1 << bits) - 1);

    /// <summary>The table in the first item of a sequence; null where it is not a valid one.</summary>
    /// <param name="elements">The data set that holds the sequence.</param>
    /// <param name="sequence">The sequence's tag.</param>
    /// <param name="isSigned">Whether inputs can be negative, for files that do not say so by their value representation.</param>
    public static LookUpTable? Read(DataSet elements, uint sequence, bool isSigned)
    {
        if (elements.FirstItem(sequence) is not { } item
            || item.Words(DicomTag.LutDescriptor, 3) is not { } descriptor
            || item.Bytes(DicomTag.LutData) is not { } data) return null;
        // Zero stands for 65536, which the field cannot hold.
        int count = descriptor[0] == 0 ? 65536 : descriptor[0];
        int bits = descriptor[2];
        if (bits is < 8 or > 16) return null;
        bool negative = item.Vr(DicomTag.LutDescriptor) switch { SignedShort => true, UnsignedShort => false, _ => isSigned };
        int first = negative ? (short)descriptor[1] : descriptor[1];
        var entries = new int[count];
        // Tables of 8 bits are stored as bytes or as words; their length tells.
        if (data.Length >= count * 2)
        {
            for (int i = 0; i < count; i++) entries[i] = data.Span[i * 2] | (data.Span[(i * 2) + 1] << 8);
        }
        else if (bits == 8 && data.Length >= count)
        {
            for (int i = 0; i < count; i++) entries[i] = data.Span[i];
        }
        else
        {
            return null;
        }

        return new LookUpTable(entries, first, bits);
    }

    /// <summary>The entry of a value; values outside take the first or the last.</summary>
    public int Apply(double value) => _entries[(int)Math.Clamp(Math.Floor(value + 0.5) - _first, 0, _entries.Length - 1)];

    /// <summary>Sets what is shown for a code by its modality value, where this is a VOI table.</summary>
    public void Show(GreyTables tables, int code, double value, bool inverse)
    {
        int entry = Apply(value);
        double shown = Math.Min((double)entry / _most, 1);
        tables.Shown[code] = (float)(inverse ? 1 - shown : shown);
        // dcmtk's arithmetic, as for windows: an inverted table ends at 1, not at 0.
        tables.Grey8[code] = (byte)Math.Clamp(inverse ? 255 - (entry * (254.0 / (_most + 1))) : entry * (256.0 / (_most + 1)), 0, 255);
    }
}
