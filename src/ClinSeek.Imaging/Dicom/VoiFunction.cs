namespace ClinSeek.Imaging.Dicom;

/// <summary>How a window maps values to what is shown (PS3.3 C.11.2.1.2).</summary>
internal enum VoiFunction
{
    Linear,
    LinearExact,
    Sigmoid,
}
