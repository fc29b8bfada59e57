namespace RemoteAssist.Grains.Interfaces;

/// <summary>
/// A grain's method that must not be called again when nobody knows whether the first call was carried out: its second answer would be
/// another one. All others may be.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnceOnlyAttribute : Attribute;
