namespace ClinSeek.Imaging.Models;

/// <summary>Why a model cannot be used. Stable: the words stand in results that are stored.</summary>
public enum ModelProblem
{
    /// <summary>The native library of ONNX Runtime cannot be loaded.</summary>
    NoRuntime,

    /// <summary>The package, or a file of it, is not there.</summary>
    NoPackage,

    /// <summary>model.json cannot be read or contradicts itself.</summary>
    BadManifest,

    /// <summary>The ONNX file is not the one that model.json names.</summary>
    WrongHash,

    /// <summary>ONNX Runtime cannot read the graph.</summary>
    CorruptGraph,

    /// <summary>The graph's inputs or outputs are not those that model.json describes.</summary>
    WrongShape,

    /// <summary>The graph failed while it ran.</summary>
    RunFailed,

    /// <summary>The graph gave something that is no score: not a number, or outside 0 to 1.</summary>
    BadOutput,
}
