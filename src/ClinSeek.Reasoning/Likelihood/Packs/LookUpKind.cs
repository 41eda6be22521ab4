namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>What a look-up reads.</summary>
public enum LookUpKind
{
    /// <summary>The latest value of a numeric observation.</summary>
    Quantity,

    /// <summary>A formula over quantities.</summary>
    Derived,

    /// <summary>The conditions of the record.</summary>
    Condition,

    /// <summary>Its medication.</summary>
    Medication,

    /// <summary>Its procedures.</summary>
    Procedure,

    /// <summary>Notes and conclusions of reports.</summary>
    Text,

    /// <summary>The classifier's reading of the latest chest film, or a measure on it.</summary>
    Image,

    /// <summary>The patient's age at the cut-off.</summary>
    Age,
}
