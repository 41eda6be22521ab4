namespace ClinSeek.Imaging.Decoding;

/// <summary>The distance between pixel centres in millimetres.</summary>
/// <param name="RowMillimetres">From one row to the next.</param>
/// <param name="ColumnMillimetres">From one column to the next.</param>
/// <param name="AtDetector">
/// True where it was measured at the detector (0018,1164): what lies before it is smaller by the geometric magnification,
/// which a chest film's distances make about 5 to 10 percent. False for (0028,0030), which is calibrated or as good as known.
/// </param>
public sealed record PixelSpacing(double RowMillimetres, double ColumnMillimetres, bool AtDetector);
