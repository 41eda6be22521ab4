using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Dicom;

/// <summary>
/// The standard's way from stored values to what is shown: rescale, window, polarity (PS3.4 N.2), as one table over all codes.
/// 0 is black and 1 is white; padding is black. What the file asks for and is not done is said in the cautions.
/// </summary>
internal sealed class GrayscalePipeline
{
    private readonly SampleLayout _layout;
    private readonly double _slope;
    private readonly double _intercept;
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

        if (elements.Has(DicomTag.ModalityLutSequence)) cautions.Add("the film's modality look-up table was not applied");
        if (elements.Has(DicomTag.VoiLutSequence)) cautions.Add("the film's VOI look-up table was not applied");
        Window = asked ?? ReadWindow(elements, cautions);
        // The two say the same thing and usually come together: one inversion, never two.
        _inverse = elements.Code(DicomTag.PhotometricInterpretation) == "MONOCHROME1"
            || elements.Code(DicomTag.PresentationLutShape) == "INVERSE";
        _padding = ReadPadding(elements);
    }

    /// <summary>The window that applies; null where the whole range is shown.</summary>
    public VoiWindow? Window { get; }

    /// <summary>Whether what is shown depends on the least and the most value of the film.</summary>
    public bool NeedsRange => Window is null;

    /// <summary>Whether a stored value stands for no tissue at all.</summary>
    public bool IsPadding(int value) => _padding is { } range && value >= range.From && value <= range.To;

    /// <summary>What is shown for each code, given the least and the most stored value on the film outside its padding.</summary>
    public GreyTables Tables(int least, int most)
    {
        double a = Modality(least);
        double b = Modality(most);
        VoiWindow window = Window ?? VoiWindow.Over(Math.Min(a, b), Math.Max(a, b));
        var shown = new double[_layout.Codes];
        for (int code = 0; code < shown.Length; code++)
        {
            int value = _layout.Value(code);
            double grey = window.Apply(Modality(value));
            shown[code] = IsPadding(value) ? double.NaN : _inverse ? 1 - grey : grey;
        }

        return GreyTables.From(shown);
    }

    private double Modality(int value) => (value * _slope) + _intercept;

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
