using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Dicom;

/// <summary>
/// The standard's way from stored values to what is shown: modality, VOI, polarity (PS3.4 N.2), as one table over all codes.
/// 0 is black and 1 is white; padding is black. What the file asks for and is not done is said in the cautions.
/// </summary>
internal sealed class GrayscalePipeline
{
    private readonly SampleLayout _layout;
    private readonly double _slope;
    private readonly double _intercept;
    private readonly LookUpTable? _modality;
    private readonly LookUpTable? _voi;
        private readonly bool _inverse;
    private readonly (int From, int To)? _padding;

    public GrayscalePipeline(SampleLayout layout, DataSet elements, VoiWindow? asked, List<string> cautions)
    {
        _layout = layout;
        _slope = elements.Number(DicomTag.RescaleSlope) ?? 1;
        _intercept = elements.Number(DicomTag.RescaleIntercept) ?? 0;
        if (_slope == 0)
        {
            _slope = 1;
            cautions.Add("the rescale slope is zero and was left out");
        }

        _modality = ReadTable(elements, DicomTag.ModalityLutSequence, "modality", layout.Signed, cautions);
        // A table of the film says more than its window does (PS3.3 C.11.2.1.1); a window that is asked for replaces both.
        bool negative = _modality is null && (layout.Signed || _intercept < 0);
        if (asked is null) _voi = ReadTable(elements, DicomTag.VoiLutSequence, "VOI", negative, cautions);
        if (_voi is null) Window = asked ?? ReadWindow(elements, cautions);
        // The two say the same thing and usually come together: one inversion, never two.
        _inverse = elements.Code(DicomTag.PhotometricInterpretation) == "MONOCHROME1"
            || elements.Code(DicomTag.PresentationLutShape) == "INVERSE";
        _padding = ReadPadding(elements);
    }

    /// <summary>The window that applies; null where a look-up table or the whole range is shown.</summary>
    public VoiWindow? Window { get; }

    /// <summary>Whether what is shown depends on the least and the most value of the film.</summary>
    public bool NeedsRange => Window is null && _voi is null;

    /// <summary>Whether a stored value stands for no tissue at all.</summary>
    public bool IsPadding(int value) => _padding is { } range && value >= range.From && value <= range.To;

    /// <summary>What is shown for each code, given the least and the most stored value on the film outside its padding.</summary>
    public GreyTables Tables(int least, int most)
    {
        VoiWindow? window = NeedsRange ? Whole(least, most) : Window;
        GreyTables tables = GreyTables.Black(_layout.Codes);
        for (int code = 0; code < _layout.Codes; code++)
        {
            int value = _layout.Value(code);
            if (IsPadding(value)) continue;
            if (window is not null) tables.Set(code, Modality(value), window, _inverse);
            else _voi!.Show(tables, code, Modality(value), _inverse);
        }

        return tables;
    }

    private double Modality(int value) => _modality?.Apply(value) ?? ((value * _slope) + _intercept);

    /// <summary>A modality table need not rise, so its range is looked for among all values between the two.</summary>
    private VoiWindow Whole(int least, int most)
    {
        (double low, double high) = (double.MaxValue, double.MinValue);
        for (int value = least; value <= most; value++)
        {
            if (IsPadding(value)) continue;
            double modality = Modality(value);
            (low, high) = (Math.Min(low, modality), Math.Max(high, modality));
        }

        return VoiWindow.Over(low, high);
    }

    private static LookUpTable? ReadTable(DataSet elements, uint sequence, string name, bool isSigned, List<string> cautions)
    {
        if (elements.Bytes(sequence) is not { Length: > 8 }) return null;
        LookUpTable? table = LookUpTable.Read(elements, sequence, isSigned);
        if (table is null) cautions.Add($"the film's {name} look-up table is broken and was not applied");
        return table;
    }

    private static VoiWindow? ReadWindow(DataSet elements, List<string> cautions)
    {
        if (elements.Number(DicomTag.WindowCenter) is not { } centre || elements.Number(DicomTag.WindowWidth) is not { } width)
        {
            return null;
        }

        var window = new VoiWindow(centre, width, elements.Code(DicomTag.VoiLutFunction) switch
        {
            "LINEAR_EXACT" => VoiFunction.LinearExact,
            "SIGMOID" => VoiFunction.Sigmoid,
            _ => VoiFunction.Linear,
        });
        if (window.IsValid) return window;
        cautions.Add("the film's window has no valid width; its whole range is shown");
        return null;
    }

    private (int From, int To)? ReadPadding(DataSet elements)
    {
        if (elements.Integer(DicomTag.PixelPaddingValue) is not { } first) return null;
        int last = elements.Integer(DicomTag.PixelPaddingRangeLimit) ?? first;
        // Compared as stored values: the same bits, the same sign.
        first = _layout.Value(first & (_layout.Codes - 1));
        last = _layout.Value(last & (_layout.Codes - 1));
        return (Math.Min(first, last), Math.Max(first, last));
    }
}
