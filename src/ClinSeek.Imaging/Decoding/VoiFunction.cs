namespace ClinSeek.Imaging.Decoding;

/// <summary>How a window maps values to what is shown (PS3.3 C.11.2.1.2).</summary>
public enum VoiFunction
{
    /// <summary>LINEAR: counts integer values, both ends included.</summary>
    Linear,

    /// <summary>LINEAR_EXACT.</summary>
    LinearExact,

    /// <summary>SIGMOID.</summary>
    Sigmoid,
}
