namespace ClinSeek.Evidence.Hypotheses;

/// <summary>What a weight is. The two are never blended, and calibration is claimed for neither.</summary>
public enum WeightBasis
{
    /// <summary>Per-hypothesis odds from priors and likelihood ratios, capped, normalised over the pack and an explicit «none of these».</summary>
    Posterior,

    /// <summary>A number that a language model stated.</summary>
    Stated,
}
