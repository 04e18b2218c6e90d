/** Two halves and the bridge between them. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="#0f5c63" />
      <path
        d="M14 7.5a8.6 8.6 0 0 0 0 17M18 7.5a8.6 8.6 0 0 1 0 17"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <path d="M10.2 13.6h11.6M10.2 18.4h11.6" fill="none" stroke="#8fd6cf" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}
