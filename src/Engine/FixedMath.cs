using System.Runtime.CompilerServices;
using Gateway.Messages;

namespace Gateway.Engine;

/// <summary>Products and quotients of 1e-8 integers. Inputs are 64-bit, products 128-bit.</summary>
static class FixedMath
{
    /// <summary>Above it an amount counts as out of range; far enough below the type's end that sums of a few stay safe.</summary>
    internal const long AmountMax = long.MaxValue / 16;

    /// <summary>Price times quantity in money, toward zero; <see cref="AmountMax"/> when it leaves the range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Notional(long price, long quantity) => DivideByOne(BigMul(price, quantity));

    /// <summary>Part of an amount in millionths, toward zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Micros(long amount, long micros)
    {
        if (micros == 0) return 0;
        var high = Math.BigMul(amount, micros, out var low);
        return high == low >> 63 ? low / 1_000_000 : Clamp(new Int128((ulong)high, (ulong)low) / 1_000_000);
    }

    /// <summary>Part of an amount in percent, upward: what has to be kept is never rounded in the client's favour.</summary>
    internal static long PercentUp(long amount, int percent)
    {
        var high = Math.BigMul(amount, percent, out var low);
        if (high == low >> 63) return low / 100 + (low % 100 > 0 ? 1 : 0); // The usual case needs no 128-bit division.
        var product = new Int128((ulong)high, (ulong)low);
        return (long)(product / 100) + (product % 100 > 0 ? 1 : 0);
    }

    /// <summary>Basis points (1/100 percent) of a price, toward zero.</summary>
    internal static long BasisPoints(long price, long basisPoints) => Clamp((Int128)price * basisPoints / 10_000);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Int128 BigMul(long left, long right)
    {
        var high = Math.BigMul(left, right, out var low);
        return new Int128((ulong)high, (ulong)low);
    }

    /// <summary>A product of two 1e-8 integers brought back to 1e-8, toward zero.</summary>
    internal static long DivideByOne(Int128 product)
    {
        var negative = Int128.IsNegative(product);
        var magnitude = (UInt128)(negative ? -product : product);
        var high = (ulong)(magnitude >> 64);
        var low = (ulong)magnitude;
        if (high >= (ulong)FixedPoint.One / 32) return negative ? -AmountMax : AmountMax;
        // Schoolbook division by 32-bit digits: the divisor is a constant below 2^32, so each step is a multiplication.
        var upper = high << 32 | low >> 32;
        var first = upper / (ulong)FixedPoint.One;
        var rest = (upper % (ulong)FixedPoint.One) << 32 | (uint)low;
        var quotient = (long)((first << 32) + rest / (ulong)FixedPoint.One);
        if (quotient > AmountMax) quotient = AmountMax;
        return negative ? -quotient : quotient;
    }

    /// <summary>Quotient rounded half to even; the divisor is positive.</summary>
    internal static long DivideHalfEven(Int128 dividend, long divisor)
    {
        var quotient = (long)(dividend / divisor);
        var rest = (long)(dividend - (Int128)quotient * divisor);
        var magnitude = Math.Abs(rest);
        var doubled = (ulong)magnitude * 2;
        if (doubled < (ulong)divisor || (doubled == (ulong)divisor && (quotient & 1) == 0)) return quotient;
        return quotient + (dividend < 0 ? -1 : 1);
    }

    /// <summary>The nearest long: for what is told, where instants are as welcome as amounts.</summary>
    internal static long Saturate(Int128 value) => value > long.MaxValue ? long.MaxValue : value < long.MinValue ? long.MinValue : (long)value;

    internal static long Clamp(Int128 value)
        => value > AmountMax ? AmountMax : value < -AmountMax ? -AmountMax : (long)value;

    /// <summary>The greatest number that divides both; the other one where one is 0.</summary>
    internal static long GreatestCommonDivisor(long left, long right)
    {
        while (right != 0) (left, right) = (right, left % right);
        return left;
    }
}
