namespace ClinSeek.Evidence.Decisions;

/// <summary>Where a risk comes from.</summary>
public enum RiskBasis
{
    /// <summary>A model's own number.</summary>
    Stated,

    /// <summary>The weight of a likelihood pack's hypothesis.</summary>
    Posterior,

    /// <summary>A published score's table.</summary>
    Score,

    /// <summary>A piece of the case's evidence, which states the number.</summary>
    Quoted,
}
