using System.Runtime.CompilerServices;

namespace Gateway.Engine.State;

/// <summary>Shows a walker fields of the smaller types.</summary>
static class Walking
{
    internal static void Number<TWalker>(this ref TWalker walker, ref int value) where TWalker : struct, IStateWalker, allows ref struct
    {
        var wide = (long)value;
        walker.Number(ref wide);
        if (TWalker.Loads) value = checked((int)wide);
    }

    internal static void Number<TWalker>(this ref TWalker walker, ref ushort value) where TWalker : struct, IStateWalker, allows ref struct
    {
        var wide = (long)value;
        walker.Number(ref wide);
        if (TWalker.Loads) value = checked((ushort)wide);
    }

    internal static void Flag<TWalker>(this ref TWalker walker, ref bool value) where TWalker : struct, IStateWalker, allows ref struct
    {
        var wide = value ? 1L : 0;
        walker.Number(ref wide);
        if (TWalker.Loads) value = wide != 0;
    }

    /// <summary>A word of one or two bytes: side, status, reason.</summary>
    internal static void Word<TWalker, T>(this ref TWalker walker, ref T value)
        where TWalker : struct, IStateWalker, allows ref struct where T : unmanaged, Enum
    {
        var wide = Unsafe.SizeOf<T>() == 1 ? Unsafe.BitCast<T, byte>(value) : (long)Unsafe.BitCast<T, ushort>(value);
        walker.Number(ref wide);
        if (TWalker.Loads) value = Unsafe.SizeOf<T>() == 1 ? Unsafe.BitCast<byte, T>(checked((byte)wide)) : Unsafe.BitCast<ushort, T>(checked((ushort)wide));
    }
}
