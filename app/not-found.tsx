import type { Metadata } from 'next'
import { NotFoundCard } from '@/components/frame/not-found-card'
import { productName } from '@/lib/web/product'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return <NotFoundCard productName={productName()} />
}
